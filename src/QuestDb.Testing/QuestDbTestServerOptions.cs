using System.Security.Cryptography.X509Certificates;

namespace QuestDb.Testing;

/// <summary>How a <see cref="QuestDbTestServer"/> behaves. The defaults are those of a stock QuestDB.</summary>
public sealed record QuestDbTestServerOptions
{
    /// <summary>TCP port on the loopback interface; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>User name for HTTP Basic authentication; null switches it off. Needs <see cref="Password"/>.</summary>
    public string? Username { get; init; }

    /// <summary>Password for HTTP Basic authentication.</summary>
    public string? Password { get; init; }

    /// <summary>Token for Bearer authentication; null switches it off. With a user name too, either way in is accepted.</summary>
    public string? Token { get; init; }

    /// <summary>Certificate with its private key; when set, the server speaks TLS only.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>
    /// Largest message accepted, in bytes, advertised as X-QWP-Max-Batch-Size; a longer one is answered by close code 1009.
    /// Result frames are kept below it too. 1024 to 16 MiB; see <see cref="QuestDbTestServer.MaxBatchBytes"/>.
    /// </summary>
    public int MaxBatchBytes { get; init; } = 2 * 1024 * 1024 - 14;

    /// <summary>Most rows in one result batch. A client can ask for fewer, not for more.</summary>
    public int BatchRows { get; init; } = 16_384;

    /// <summary>
    /// Whether a client that asks for it gets DURABLE_ACK frames, as from QuestDB Enterprise; each follows the OK at once. One held back by
    /// <see cref="Faults.Fault.WithholdDurableAck"/> is sent when the next message or ping has come.
    /// </summary>
    public bool DurableAck { get; init; }

    /// <summary>
    /// Whether DURABLE_ACK frames also name the directory of each table, as newer servers do: it tells a table that was dropped and made
    /// again from the one before it.
    /// </summary>
    public bool DurableAckDirectories { get; init; }

    /// <summary>Role at the start; see <see cref="QuestDbTestServer.Role"/>.</summary>
    public ServerRole Role { get; init; } = ServerRole.Standalone;

    /// <summary>Zone told in SERVER_INFO; null tells none.</summary>
    public string? Zone { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue);
        CheckMaxBatchBytes(MaxBatchBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchRows, 1);
        if (Username is null != Password is null)
            throw new ArgumentException($"{nameof(Username)} and {nameof(Password)} go together.");
    }

    internal static void CheckMaxBatchBytes(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1024, nameof(MaxBatchBytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, 16 * 1024 * 1024, nameof(MaxBatchBytes));
    }

    /// <summary>The settings without secrets.</summary>
    public override string ToString()
        => $"{nameof(QuestDbTestServerOptions)} {{ Port = {Port}, MaxBatchBytes = {MaxBatchBytes}, "
            + $"BatchRows = {BatchRows}, Role = {Role} }}";
}
