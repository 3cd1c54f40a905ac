namespace QuestDb.TestSupport;

/// <summary>One decoded frame of the read path, server to client.</summary>
public abstract record ReferenceServerFrame;

public sealed record ServerInfoFrame(
    byte Role, ulong Epoch, uint Capabilities, long WallClockNanos, string ClusterId, string NodeId, string? ZoneId) : ReferenceServerFrame;

/// <param name="IsCompressed">Whether the body came as zstd.</param>
/// <param name="Columns">The columns with the choices their encoder made.</param>
public sealed record ResultBatchFrame(
    long RequestId, int Sequence, bool IsCompressed, int DeltaStart, IReadOnlyList<string> DeltaEntries,
    int RowCount, IReadOnlyList<DecodedColumn> Columns) : ReferenceServerFrame
{
    public CellTable ToTable() => Columns.ToTable("", RowCount);
}

public sealed record ResultEndFrame(long RequestId, ulong FinalSequence, ulong TotalRows) : ReferenceServerFrame;

public sealed record QueryErrorFrame(long RequestId, byte Status, string Message) : ReferenceServerFrame;

public sealed record ExecDoneFrame(long RequestId, byte OpType, ulong RowsAffected) : ReferenceServerFrame;

public sealed record CacheResetFrame(byte Mask) : ReferenceServerFrame;
