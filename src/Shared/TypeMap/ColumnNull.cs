namespace QuestDb.Shared.TypeMap;

/// <summary>What NULL is in a column type (QWP ingress specification, "Sentinel values").</summary>
internal enum ColumnNull
{
    /// <summary>The type has no NULL; a row without a value gets false or 0.</summary>
    None,
    /// <summary>Only the null bitmap says NULL; every value is one.</summary>
    Bitmap,
    /// <summary>The smallest value, of 32 bits or of each 64 bits, is stored as NULL.</summary>
    Smallest,
    /// <summary>Zero is stored as NULL.</summary>
    Zero,
    /// <summary>NaN is NULL.</summary>
    NaN,
    /// <summary>A value whose every bit is set is stored as NULL when there is no null bitmap.</summary>
    AllBits,
}
