/** The charts of how terms compare: what was due, planned and driven; how fair and how efficient it was. */
import type { EChartsCoreOption } from 'echarts/core'
import type { Quarter } from '@/api/types'
import { say } from '@/language'

type Point = Quarter['trend'][number]
const GRID = { left: 8, right: 8, top: 64, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' }
const [DUE, PLANNED, TRAVEL, FAIR] = ['#cfc8ba', '#22344f', '#b3392f', '#0b6b48']
const percent = (point: Point) => (point.due ? Math.round((100 * point.planned) / point.due) : 100)

export function visitTrend(points: readonly Point[]): EChartsCoreOption {
  return {
    grid: GRID, tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: points.map((point) => point.name) },
    yAxis: [{ type: 'value', name: say('走访', 'visits') }, { type: 'value', name: say('小时', 'hours'), splitLine: { show: false }, min: 0 }],
    series: [
      { name: say('应走访', 'due'), type: 'bar', data: points.map((point) => point.due), itemStyle: { color: DUE }, barMaxWidth: 36 },
      { name: say('已排', 'planned'), type: 'bar', data: points.map((point) => point.planned), itemStyle: { color: PLANNED }, barMaxWidth: 36, label: { show: true, position: 'top', formatter: (at: { dataIndex: number }) => `${percent(points[at.dataIndex]!)}%` } },
      { name: say('路程小时', 'hours on the way'), type: 'line', yAxisIndex: 1, symbolSize: 9, data: points.map((point) => Math.round(point.travel_minutes / 60)), itemStyle: { color: TRAVEL } },
    ],
  }
}

export function deviationTrend(points: readonly Point[]): EChartsCoreOption {
  return {
    grid: GRID, tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: points.map((point) => point.name) },
    yAxis: [{ type: 'value', name: say('半天', 'half-days'), min: 0 }, { type: 'value', name: say('分钟', 'minutes'), min: 0, splitLine: { show: false } }],
    series: [
      { name: say('人均偏离约定（半天）', 'mean deviation, half-days'), type: 'line', symbolSize: 9, data: points.map((point) => Number(point.mean_deviation.toFixed(2))), itemStyle: { color: FAIR }, areaStyle: { color: FAIR, opacity: 0.08 } },
      { name: say('每次走访路程（分钟）', 'travel a visit, min'), type: 'line', symbolSize: 9, yAxisIndex: 1, data: points.map((point) => Math.round(point.travel_minutes / Math.max(1, point.planned))), itemStyle: { color: TRAVEL }, lineStyle: { type: 'dashed' } },
    ],
  }
}
