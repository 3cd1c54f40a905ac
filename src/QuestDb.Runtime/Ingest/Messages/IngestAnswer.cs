using System.Text;
using QuestDb.Wire;

namespace QuestDb.Ingest.Messages;

/// <summary>An answer of the ingest endpoint (QWP ingress specification, "Server responses").</summary>
/// <param name="Status">The status.</param>
/// <param name="Sequence">
/// Number of the frame on its connection, from 0; for OK, of the last one covered; -1 for a durable ack, which has none.
/// </param>
/// <param name="Message">The server's message; empty for OK and durable acks.</param>
/// <param name="TableCount">The number of tables that an OK or a durable ack names.</param>
/// <param name="TablesAt">The position at which the tables begin; 0 for an OK of a server that names none.</param>
/// <param name="NamesDirectories">Whether each table comes with its directory, as newer servers send it in durable acks.</param>
internal readonly record struct IngestAnswer(
    StatusCode Status, long Sequence, string Message, int TableCount = 0, int TablesAt = 0, bool NamesDirectories = false)
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

        if (reader.Remaining == 0) return new IngestAnswer(status, sequence, "");
        int tables = reader.ReadUInt16("table count");
        int start = reader.Position;
        if (status == StatusCode.DurableAck && !HasShortEntries(reader, tables))
        {
            for (int i = 0; i < tables; i++) ReadEntry(ref reader, namesDirectory: true, out _, out _);
            return new IngestAnswer(status, sequence, "", tables, start, NamesDirectories: true);
        }

        for (int i = 0; i < tables; i++) ReadEntry(ref reader, namesDirectory: false, out _, out _);
        return new IngestAnswer(status, sequence, "", tables, start);
    }

    /// <summary>Reads one table that the answer names.</summary>
    /// <param name="reader">Where it is.</param>
    /// <param name="directory">The table's directory in UTF-8, which another making of the table does not share; empty if not told.</param>
    /// <param name="seqTxn">Its sequencer transaction.</param>
    /// <returns>Its name in UTF-8.</returns>
    public ReadOnlySpan<byte> ReadTable(ref WireReader reader, out ReadOnlySpan<byte> directory, out long seqTxn) =>
        ReadEntry(ref reader, NamesDirectories, out directory, out seqTxn);

    private static ReadOnlySpan<byte> ReadEntry(
        ref WireReader reader, bool namesDirectory, out ReadOnlySpan<byte> directory, out long seqTxn)
    {
        ReadOnlySpan<byte> name = reader.ReadBytes(reader.ReadUInt16("table name length"), "table name");
        directory = namesDirectory ? reader.ReadBytes(reader.ReadUInt16("table directory length"), "table directory") : default;
        seqTxn = reader.ReadInt64("sequencer transaction");
        return name;
    }

    /// <summary>
    /// Whether the tables of a durable ack come without directories. Nothing in the frame says which form it has (questdb#7513), but
    /// read in the wrong one its entries do not end where the frame ends.
    /// </summary>
    private static bool HasShortEntries(WireReader reader, int tables)
    {
        const int Numbers = sizeof(ushort) + sizeof(long);
        for (int i = 0; i < tables; i++)
        {
            if (reader.Remaining < Numbers) return false;
            int length = reader.ReadUInt16("table name length");
            if (length == 0 || reader.Remaining < length + sizeof(long)) return false;
            reader.ReadBytes(length + sizeof(long), "table");
        }

        return reader.Remaining == 0;
    }
}
