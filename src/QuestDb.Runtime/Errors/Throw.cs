using System.Diagnostics.CodeAnalysis;

namespace QuestDb.Errors;

/// <summary>Throw helpers that keep hot paths small.</summary>
internal static class Throw
{
    [DoesNotReturn]
    public static void NullValue() =>
        throw new QuestDbException(ErrorCode.InvalidValue, "The value is null, but the member is not nullable.");
}
