using System.Text;
using QuestDb.Ingest.Messages;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Ingest;

public class IngestAnswerTests
{
    [Fact]
    public void A_durable_ack_is_read_with_and_without_the_directories_of_its_tables()
    {
        Assert.Equal([("ticks", "", 7L), ("a", "", long.MaxValue)], Read(ScriptedMessages.DurableAck(("ticks", 7), ("a", long.MaxValue))));
        Assert.Equal([("ticks", "ticks~12", 7L), ("a", "a~1", 2L)], Read(WithDirectories(("ticks", "ticks~12", 7), ("a", "a~1", 2))));
        Assert.Empty(Read(ScriptedMessages.DurableAck()));
    }

    /// <summary>Nothing in a frame says which form it has, so every short name and small number must tell it.</summary>
    [Fact]
    public void No_directory_is_taken_for_a_transaction()
    {
        foreach (int tables in new[] { 1, 2, 3, 10 })
        {
            for (int length = 1; length < 40; length++)
            {
                (string, string, long)[] expected =
                    [.. Enumerable.Range(0, tables).Select(i => (new string('t', length), $"{new string('t', length)}~{i + 1}", (long)i))];
                Assert.Equal(expected, Read(WithDirectories(expected)));
            }
        }
    }

    [Fact]
    public void A_durable_ack_that_has_neither_form_is_malformed()
    {
        byte[] bytes = ScriptedMessages.DurableAck(("ticks", 7));
        Assert.Equal(ErrorCode.ProtocolError, Assert.Throws<QuestDbException>(() => IngestAnswer.Parse(bytes.AsSpan()[..^1])).Code);
    }

    private static (string Name, string Directory, long SeqTxn)[] Read(byte[] bytes)
    {
        IngestAnswer answer = IngestAnswer.Parse(bytes);
        var reader = new WireReader(bytes, answer.TablesAt);
        var tables = new (string, string, long)[answer.TableCount];
        for (int i = 0; i < tables.Length; i++)
        {
            string name = Encoding.UTF8.GetString(answer.ReadTable(ref reader, out ReadOnlySpan<byte> directory, out long seqTxn));
            tables[i] = (name, Encoding.UTF8.GetString(directory), seqTxn);
        }

        return tables;
    }

    private static byte[] WithDirectories(params (string Name, string Directory, long SeqTxn)[] tables)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write((byte)0x02);
        writer.Write((ushort)tables.Length);
        foreach ((string name, string directory, long seqTxn) in tables)
        {
            writer.Write((ushort)name.Length);
            writer.Write(Encoding.UTF8.GetBytes(name));
            writer.Write((ushort)directory.Length);
            writer.Write(Encoding.UTF8.GetBytes(directory));
            writer.Write(seqTxn);
        }

        return bytes.ToArray();
    }
}
