using System.Text;
using QuestDb.Wire;

namespace QuestDb.Ingest.Messages;

/// <summary>An answer of the ingest endpoint (QWP ingress specification, "Server responses").</summary>
/// <param name="Status">What the server says.</param>
/// <param name="Sequence">
/// Number of the frame on its connection, from 0; for OK, of the last one covered; -1 for a durable ack, which has none.
/// </param>
/// <param name="Message">The server's message; empty for OK and durable acks.</param>
/// <param name="TableCount">How many tables an OK or a durable ack names.</param>
/// <param name="TablesAt">Where they begin.</param>
internal readonly record struct IngestAnswer(StatusCode Status, long Sequence, string Message, int TableCount = 0, int TablesAt = 0)
{
    /// <summary>Reads an answer, and checks the tables that it names, which <see cref="ReadTable"/> reads.</summary>
    public static IngestAnswer Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes, 0);
        var status = (StatusCode)reader.ReadByte("status");
        long sequence = status == StatusCode.DurableAck ? -1 : reader.ReadInt64("sequence");
        if (status is not (StatusCode.Ok or StatusCode.DurableAck))
        {
            int length = reader.ReadUInt16("message length");
            return new IngestAnswer(status, sequence, Encoding.UTF8.GetString(reader.ReadBytes(length, "message")));
        }

        int tables = reader.Remaining == 0 ? 0 : reader.ReadUInt16("table count");
        int start = reader.Position;
        for (int i = 0; i < tables; i++) ReadTable(ref reader, out _);
        return new IngestAnswer(status, sequence, "", tables, start);
    }

    /// <summary>Reads one table that an answer names: its name in UTF-8 and its sequencer transaction.</summary>
    public static ReadOnlySpan<byte> ReadTable(ref WireReader reader, out long seqTxn)
    {
        ReadOnlySpan<byte> name = reader.ReadBytes(reader.ReadUInt16("table name length"), "table name");
        seqTxn = reader.ReadInt64("sequencer transaction");
        return name;
    }
}
