namespace QuestDb.Shared.Wire;

/// <summary>Constants of QWP version 1 (QWP ingress and egress specifications).</summary>
internal static class QwpConstants
{
    /// <summary>Length in bytes of the frame header.</summary>
    public const int HeaderLength = 12;

    /// <summary>"QWP1", read as a little-endian uint32.</summary>
    public const uint Magic = 0x31505751;

    /// <summary>The one protocol version there is.</summary>
    public const byte Version = 1;

    /// <summary>Rows are appended but not committed; the frame gets no answer of its own.</summary>
    public const byte FlagDeferCommit = 0x01;

    /// <summary>Timestamp columns carry an encoding byte.</summary>
    public const byte FlagGorilla = 0x04;

    /// <summary>The payload begins with a delta symbol dictionary.</summary>
    public const byte FlagDeltaSymbolDict = 0x08;

    /// <summary>Egress only: the payload after the batch sequence is zstd-compressed.</summary>
    public const byte FlagZstd = 0x10;

    /// <summary>Encoding byte of a timestamp column: plain int64 values.</summary>
    public const byte TimestampRaw = 0x00;

    /// <summary>Encoding byte of a timestamp column: Gorilla bit stream.</summary>
    public const byte TimestampGorilla = 0x01;

    /// <summary>Longest table or column name, in UTF-8 bytes.</summary>
    public const int MaxNameBytes = 127;

    /// <summary>Largest frame the protocol knows, in bytes.</summary>
    public const int MaxFrameBytes = 16 * 1024 * 1024;

    /// <summary>Most rows in one table block.</summary>
    public const int MaxRowsPerBlock = 1_000_000;

    /// <summary>Most rows of a result batch: the largest <c>max_batch_rows</c> that a client may ask for.</summary>
    public const int MaxRowsPerBatch = 1_048_576;

    /// <summary>Most columns of a result: wider than any join of tables, and few enough for a hostile frame to cost little.</summary>
    public const int MaxResultColumns = 32_768;

    /// <summary>Most binds of a query; the server answers more with an error.</summary>
    public const int MaxBinds = 2048;

    /// <summary>Most columns in one table block.</summary>
    public const int MaxColumns = 2048;

    /// <summary>Frame size limit assumed when the server advertises none: fits the default receive buffer of 2 MiB.</summary>
    public const int DefaultMaxBatchBytes = 1_900_000;
}
