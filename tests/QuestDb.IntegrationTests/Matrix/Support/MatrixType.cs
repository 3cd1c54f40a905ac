namespace QuestDb.IntegrationTests.Matrix;

/// <summary>One column type in one C# form: its values, how each writer takes them, how they are read.</summary>
/// <typeparam name="TCell">A value or null.</typeparam>
public sealed class MatrixType<TCell>
{
    /// <summary>The column of the values.</summary>
    public const string Column = "value";

    /// <summary>The name that distinguishes it; the typed records have the table <see cref="TablePrefix"/> and it.</summary>
    public required string Name { get; init; }

    public required string Sql { get; init; }

    public required ColumnType Type { get; init; }

    /// <summary>What NULL reads back as: another value where the type has no NULL.</summary>
    public TCell? NullReadsAs { get; init; }

    /// <summary>The ends of the type's range and its oddities.</summary>
    public required TCell[] Edges { get; init; }

    /// <summary>A value for a row, the same for the same state of the generator.</summary>
    public required Func<Random, int, TCell> Value { get; init; }

    public required ITypedRows<TCell> Typed { get; init; }

    /// <summary>Sets the column of a chunk.</summary>
    public required Action<Chunk, TCell[]> Chunk { get; init; }

    /// <summary>Sets the value of a row, or leaves it out for null.</summary>
    public required Action<RowBuffer, TCell> Row { get; init; }

    /// <summary>Reads the column of a batch through its view.</summary>
    public required Action<BatchColumn, Span<TCell>> View { get; init; }

    public Func<TCell, TCell, bool> AreEqual { get; init; } = EqualityComparer<TCell>.Default.Equals;

    /// <summary>Starts the name of every table of the matrix.</summary>
    public const string TablePrefix = "it_matrix_";

    public string TableOf(Writer writer) => TablePrefix + Name + writer switch
    {
        Writer.Typed => "",
        Writer.Chunk => "_chunk",
        _ => "_row",
    };

    /// <summary>Whether the first write makes the table, for half of the types and writers; CREATE TABLE for the others.</summary>
    public bool IsMadeByServer(Writer writer) => ((int)Type + (int)writer) % 2 == 0;

    /// <summary>Values for the largest run, the ends of the range at the start and now and then.</summary>
    public TCell[] Values()
    {
        var random = new Random(20261122);
        var values = new TCell[MatrixRun.MaxRows + MatrixRun.All.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = i < Edges.Length ? Edges[i] : i % 101 == 0 ? Edges[i / 101 % Edges.Length] : Value(random, i);
        return values;
    }
}
