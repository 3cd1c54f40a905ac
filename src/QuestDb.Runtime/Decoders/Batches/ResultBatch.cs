using QuestDb.Wire;

namespace QuestDb.Decoders.Batches;

/// <summary>
/// One decoded result batch and the buffers under it. Its columns are views over the received bytes. It is used again for a
/// later batch once its consumer has given it back.
/// </summary>
internal sealed class ResultBatch
{
    private bool _isShown;

    /// <summary>The received frame.</summary>
    public ReceiveBuffer Frame = new();

    /// <summary>The body of a compressed frame, unpacked.</summary>
    public byte[] Body = [];

    /// <summary>Counts how often the batch was given back: what was taken of it before is over.</summary>
    public int Generation { get; private set; }

    /// <summary>
    /// Whether its borrower could take spans of its memory, which it may keep, so that no other borrower's bytes may come there. Frames
    /// go from batch to batch, so that the frame may have been shown as that of another batch.
    /// </summary>
    public bool IsShown => _isShown || Frame.IsShown;

    /// <summary>Names and types of the columns: one array for all batches of a run.</summary>
    public ColumnHeader[] Schema { get; private set; } = [];

    /// <summary>Columns of the result.</summary>
    public ResultColumn[] Columns { get; private set; } = [];

    public int RowCount { get; set; }

    /// <summary>Sequence of the batch in its query, from 0.</summary>
    public long Sequence { get; set; }

    /// <summary>Bytes of the frame on the wire, for credit.</summary>
    public int WireLength { get; set; }

    /// <summary>The texts that the symbol ids of the batch name.</summary>
    public SymbolSnapshot Dictionary { get; set; }

    /// <summary>Bytes of the buffers that stay for a later batch.</summary>
    public long HeldBytes => Frame.Bytes.Length + (long)Body.Length + Columns.Sum(static column => column.HeldBytes);

    /// <summary>Ends all views of the batch, when it is given back.</summary>
    public void EndViews() => Generation++;

    /// <summary>Notes that spans of the batch can be taken.</summary>
    public void Show() => _isShown = Frame.IsShown = true;

    /// <summary>Takes the schema of a query; columns in the same place keep their buffers.</summary>
    public void Adopt(ColumnHeader[] schema)
    {
        if (ReferenceEquals(schema, Schema)) return;
        ResultColumn[] previous = Columns;
        var columns = new ResultColumn[schema.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = new ResultColumn(schema[i].Name, schema[i].Type, i < previous.Length ? previous[i] : null);
        }

        (Schema, Columns) = (schema, columns);
    }
}

/// <summary>Name and type of a result column.</summary>
internal readonly record struct ColumnHeader(string Name, ColumnType Type);
