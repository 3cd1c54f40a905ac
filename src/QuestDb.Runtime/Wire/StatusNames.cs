namespace QuestDb.Wire;

/// <summary>The names of status codes as the specifications spell them (QWP specifications, "Status codes").</summary>
internal static class StatusNames
{
    /// <summary>The name of a status; its number where it has none.</summary>
    public static string Of(StatusCode status) => status switch
    {
        StatusCode.SchemaMismatch => "SCHEMA_MISMATCH",
        StatusCode.ParseError => "PARSE_ERROR",
        StatusCode.InternalError => "INTERNAL_ERROR",
        StatusCode.SecurityError => "SECURITY_ERROR",
        StatusCode.WriteError => "WRITE_ERROR",
        StatusCode.Cancelled => "CANCELLED",
        StatusCode.LimitExceeded => "LIMIT_EXCEEDED",
        StatusCode.NotWritable => "NOT_WRITABLE",
        StatusCode.DictionaryGap => "DICTIONARY_GAP",
        _ => $"status 0x{(byte)status:x2}",
    };
}
