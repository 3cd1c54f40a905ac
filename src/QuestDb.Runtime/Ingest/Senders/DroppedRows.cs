using QuestDb.Encoders;

namespace QuestDb.Ingest.Senders;

/// <summary>
/// Single rows of one table that a flush gives up: they had passed their check, and could not be encoded when it was time.
/// </summary>
internal struct DroppedRows
{
    /// <summary>The rows.</summary>
    public int Count { get; private set; }

    /// <summary>The error of the first one, or null.</summary>
    public QuestDbException? First { get; private set; }

    /// <summary>Adds a row and returns the error for its receipt.</summary>
    public QuestDbException Add(QuestDbException e)
    {
        Count++;
        var error = new QuestDbException(e.Code,
            $"A single row that had passed its check could not be encoded when it was queued, and is given up: "
            + e.Message.Replace(RowErrors.NoneQueued, "", StringComparison.Ordinal), e)
        {
            Table = e.Table,
            Column = e.Column,
            Row = e.Row,
        };
        First ??= error;
        return error;
    }
}
