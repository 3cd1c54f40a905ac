namespace QuestDb.Shared.Sql;

/// <summary>A text that can't be read or bound; a server answers it with PARSE_ERROR.</summary>
internal sealed class SqlCompileException(int position, string message) : Exception(message)
{
    /// <summary>Index into the SQL text, in UTF-16 code units.</summary>
    public int Position { get; } = position;

    /// <summary>A construct of QuestDB that this front end doesn't know how to run.</summary>
    public static SqlCompileException Unsupported(int position, string construct) => new(
        position, construct + " is not supported by the in-process server; run this against a real QuestDB");
}
