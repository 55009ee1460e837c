"""What can be wrong with the storage itself, for people: full, gone, busy, or wrongly addressed."""

from typing import ClassVar

from solver.wording import Wording


class StorageError(Exception):
    """The database cannot do its work for now; nothing of the unit of work was kept."""

    code: ClassVar[str]
    wording: ClassVar[Wording]

    def __str__(self) -> str:
        return self.wording.en


class DatabaseFullError(StorageError):
    """There is no room left to write; reading still works."""

    code = "database-full"
    wording = Wording(
        "数据库所在磁盘已满，没有保存；请管理员腾出空间后重试",
        "the disk of the database is full and nothing was saved; make room, then try again",
    )


class DatabaseGoneError(StorageError):
    """The database cannot be reached or read."""

    code = "database-gone"
    wording = Wording(
        "数据库暂时连不上；请稍后重试，若持续出现请管理员检查数据库",
        "the database cannot be reached; try again soon, and have the administrator look at it if this stays",
    )


class DatabaseBusyError(StorageError):
    """Others held what this needed for too long."""

    code = "database-busy"
    wording = Wording("数据库正忙，没有保存；请稍后重试", "the database is busy and nothing was saved; try again soon")


class DatabaseUrlFaultyError(StorageError):
    """The address is not one of a database that we work with."""

    code = "database-url-faulty"
    wording = Wording(
        "数据库地址有误；请写成 sqlite:///文件 或 postgresql://用户:密码@主机/库名",
        "the address of the database is faulty; write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
    )
