namespace QuestDb.Testing.Sql;

/// <summary>The op_type byte of EXEC_DONE, as seen from a real server.</summary>
internal static class OperationType
{
    public const byte Insert = 2;
    public const byte Truncate = 3;
    public const byte Alter = 4;
    public const byte Set = 6;
    public const byte Drop = 7;
    public const byte CreateTable = 9;
    public const byte InsertSelect = 10;
    public const byte Rename = 12;
    public const byte Update = 14;
    public const byte Vacuum = 17;
    public const byte Begin = 18;
    public const byte Commit = 19;
    public const byte Rollback = 20;
    public const byte CreateTableAs = 21;
    public const byte Empty = 39;
}
