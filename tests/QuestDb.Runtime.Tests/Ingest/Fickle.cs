using QuestDb.Mapping;

namespace QuestDb.Tests.Ingest;

/// <summary>A row whose getter is asked by its test each time whether it throws.</summary>
internal readonly record struct Fickle(long Value, Temper Temper) : IQuestTable<Fickle>
{
    public static TableSchema TableSchema { get; } = new("Fickle", "fickle",
        [new ColumnSchema("value", ColumnType.Long, "long Fickle.Value")]);

    public static RowSchema RowSchema => TableSchema;

    public static void WriteRows(ChunkEncoder encoder, ReadOnlySpan<Fickle> rows)
    {
        Span<long> values = encoder.Fixed<long>(0);
        for (int i = 0; i < rows.Length; i++) values[i] = rows[i].Temper.Get(rows[i].Value);
    }

    public static void ReadRows(RowBatch batch, Span<Fickle> rows) => throw new InvalidOperationException();
}

/// <summary>Decides which values of rows throw.</summary>
internal sealed class Temper
{
    private volatile Func<long, bool> _isBad = static _ => false;

    /// <summary>What is thrown for a bad value.</summary>
    public Func<Exception> Error { get; init; } = static () => new FormatException("out of temper");

    public void Set(Func<long, bool> isBad) => _isBad = isBad;

    public long Get(long value) => _isBad(value) ? throw Error() : value;
}
