using System.Net;

namespace QuestDb.Tool.Tests;

/// <summary>A row whose text has signs, points, exponents and a time.</summary>
[QuestTable("measured")]
public readonly partial record struct Measured(
    [Symbol] string Key, double Value, long Number, [Decimal(12, 2)] decimal Price, IPAddress Address, [Designated] DateTime Ts);

/// <summary>A text that the server made.</summary>
[QuestRow]
public readonly partial record struct Text(string Key, [QuestColumn("text")] string Value);
