"""An association's own settings: hours, travel, prices of compromises, who approves."""
