namespace QuestDb;

/// <summary>How a table is split into partitions by its designated timestamp.</summary>
public enum PartitionBy
{
    /// <summary>One partition. Such a table has no write-ahead log and takes no rows over QWP.</summary>
    None,
    /// <summary>A partition an hour.</summary>
    Hour,
    /// <summary>A partition a day.</summary>
    Day,
    /// <summary>A partition a week.</summary>
    Week,
    /// <summary>A partition a month.</summary>
    Month,
    /// <summary>A partition a year.</summary>
    Year,
}
