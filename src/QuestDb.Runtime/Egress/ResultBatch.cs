namespace QuestDb.Egress;

/// <summary>One decoded result batch. Its columns are views over the received bytes, valid until the next batch is decoded.</summary>
internal sealed class ResultBatch(ResultDictionary dictionary)
{
    /// <summary>Columns of the result, from the first batch of the query on.</summary>
    public ResultColumn[] Columns { get; set; } = [];

    public int RowCount { get; set; }

    /// <summary>Sequence of the batch in its query, from 0.</summary>
    public long Sequence { get; set; } = -1;

    /// <summary>Bytes of the frame on the wire, for credit.</summary>
    public int WireLength { get; set; }

    public ResultDictionary Dictionary { get; } = dictionary;
}
