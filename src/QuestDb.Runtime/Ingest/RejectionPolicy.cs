using QuestDb.Wire;

namespace QuestDb.Ingest;

/// <summary>What a rejection means for delivery (QuestDB documentation, connect string reference, "Error handling"; statuses of the ingress page).</summary>
internal static class RejectionPolicy
{
    /// <summary>Whether the same frame may be accepted when it is sent again.</summary>
    public static bool IsRetriable(StatusCode status) => status switch
    {
        StatusCode.SchemaMismatch or StatusCode.ParseError or StatusCode.SecurityError => false,
        // A status of a newer server counts as a passing one: a wrong guess costs a retry, not the rows.
        _ => true,
    };

    /// <summary>The status as the specification spells it.</summary>
    public static string Name(StatusCode status) => status switch
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
