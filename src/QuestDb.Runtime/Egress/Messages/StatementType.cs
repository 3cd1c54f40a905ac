namespace QuestDb;

/// <summary>
/// The kind of a statement that ended without rows, in the server's numbering. Servers may send values that are not named here.
/// </summary>
public enum StatementType : byte
{
    /// <summary>The server named none.</summary>
    Unknown = 0,
    /// <summary>INSERT with values.</summary>
    Insert = 2,
    /// <summary>TRUNCATE.</summary>
    Truncate = 3,
    /// <summary>ALTER.</summary>
    Alter = 4,
    /// <summary>SET.</summary>
    Set = 6,
    /// <summary>DROP.</summary>
    Drop = 7,
    /// <summary>CREATE TABLE.</summary>
    CreateTable = 9,
    /// <summary>INSERT of a query's rows.</summary>
    InsertSelect = 10,
    /// <summary>RENAME.</summary>
    Rename = 12,
    /// <summary>UPDATE.</summary>
    Update = 14,
    /// <summary>VACUUM.</summary>
    Vacuum = 17,
    /// <summary>BEGIN.</summary>
    Begin = 18,
    /// <summary>COMMIT.</summary>
    Commit = 19,
    /// <summary>ROLLBACK.</summary>
    Rollback = 20,
    /// <summary>CREATE TABLE AS.</summary>
    CreateTableAs = 21,
    /// <summary>CREATE MATERIALIZED VIEW.</summary>
    CreateMaterializedView = 32,
    /// <summary>CREATE VIEW.</summary>
    CreateView = 34,
    /// <summary>A text without a statement.</summary>
    Empty = 39,
}
