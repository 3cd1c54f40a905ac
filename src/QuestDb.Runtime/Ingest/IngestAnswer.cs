using System.Text;
using QuestDb.Wire;

namespace QuestDb.Ingest;

/// <summary>An answer of the ingest endpoint (QWP ingress specification, "Server responses").</summary>
/// <param name="Status">What the server says.</param>
/// <param name="Sequence">Number of the frame on its connection, from 0; for OK, of the last one covered.</param>
/// <param name="Message">The server's message; empty for OK.</param>
internal readonly record struct IngestAnswer(StatusCode Status, long Sequence, string Message)
{
    /// <summary>Reads an answer. The table list of an OK is checked and not kept.</summary>
    public static IngestAnswer Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes, 0);
        var status = (StatusCode)reader.ReadByte("status");
        if (status == StatusCode.DurableAck) return new IngestAnswer(status, -1, "");
        long sequence = reader.ReadInt64("sequence");
        if (status != StatusCode.Ok)
        {
            int length = reader.ReadUInt16("message length");
            return new IngestAnswer(status, sequence, Encoding.UTF8.GetString(reader.ReadBytes(length, "message")));
        }

        int tables = reader.Remaining == 0 ? 0 : reader.ReadUInt16("table count");
        for (int i = 0; i < tables; i++)
        {
            reader.ReadBytes(reader.ReadUInt16("table name length"), "table name");
            reader.ReadInt64("sequencer transaction");
        }

        return new IngestAnswer(status, sequence, "");
    }
}
