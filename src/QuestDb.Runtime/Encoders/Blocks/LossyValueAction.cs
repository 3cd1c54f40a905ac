namespace QuestDb;

/// <summary>
/// What a write does with a value that QuestDB stores as NULL, such as an INT of -2147483648 or the IPv4 address 0.0.0.0.
/// </summary>
public enum LossyValueAction
{
    /// <summary>It is an error that names row and column, and nothing of the write is queued.</summary>
    Refuse,

    /// <summary>It is written, and reads back as NULL.</summary>
    StoreAsNull,
}
