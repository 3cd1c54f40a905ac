namespace QuestDb.Shared.Wire;

/// <summary>Status codes of ingest answers and query errors (QWP specifications, "Status codes").</summary>
internal enum StatusCode : byte
{
    Ok = 0x00,
    DurableAck = 0x02,
    SchemaMismatch = 0x03,
    ParseError = 0x05,
    InternalError = 0x06,
    SecurityError = 0x08,
    WriteError = 0x09,
    Cancelled = 0x0A,
    LimitExceeded = 0x0B,
    NotWritable = 0x0C,
    DictionaryGap = 0x0D,
}
