using QuestDb.Ingest.Messages;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// What the acks of one connection tell of its tables. An OK names each table to which the frames that it covers have added rows, with
/// the number of the last transaction, and each frame is a transaction of its own in each of its tables. So a table that an OK does not
/// name, or whose number is too low for so many frames, was dropped meanwhile, and rows are not stored.
/// </summary>
/// <remarks>
/// A server keeps a table open for each connection that wrote to it. The first frame after a DROP is lost: the server finds out when it
/// commits, acknowledges the frame all the same, and opens or creates the table for the next one. Used by the receive loop.
/// </remarks>
internal sealed class ConnectionTables(DeliveryState state)
{
    private readonly List<int> _concerned = [];
    private Facts[] _tables = [];

    /// <summary>Compares what an OK names with the messages that it covers.</summary>
    public void Ok(IngestAnswer answer, ReadOnlySpan<byte> bytes, List<SentMessage> covered)
    {
        _concerned.Clear();
        foreach (SentMessage message in covered)
        {
            foreach (int table in message.Tables.Numbers!)
            {
                ref Facts facts = ref Concern(table);
                facts.FirstFsn = facts.IsWritten ? Math.Min(facts.FirstFsn, message.Fsn) : message.Fsn;
                facts.IsWritten = true;
                // Frames that defer their commit are one transaction with the frame that commits, and so are two blocks of a frame.
                if (message.DefersCommit || facts.LastFsn == message.Fsn) continue;
                facts.LastFsn = message.Fsn;
                facts.Commits++;
            }
        }

        var reader = new WireReader(bytes, answer.TablesAt);
        for (int i = 0; i < answer.TableCount; i++)
        {
            int table = state.Tables.NumberOf(answer.ReadTable(ref reader, out _, out long seqTxn));
            Concern(table).Named = seqTxn;
        }

        // An old server names no tables at all, so that nothing can be compared.
        foreach (int table in _concerned) Judge(table, namesTables: answer.TablesAt > 0);
    }

    /// <summary>The transactions that the last OK named, with the making of the table that they are about.</summary>
    public int EnqueueMarks(Queue<TableMark> marks)
    {
        int count = 0;
        foreach (int table in _concerned)
        {
            ref Facts facts = ref _tables[table];
            if (facts.Named < 0) continue;
            marks.Enqueue(new TableMark(table, facts.Epoch, facts.Named));
            count++;
        }

        return count;
    }

    /// <summary>The tables of a message whose rows the last OK does not show to be stored; null if there are none.</summary>
    public FrameTables? UnstoredOf(SentMessage message)
    {
        int lost = 0;
        foreach (int table in message.Tables.Numbers!) lost += _tables[table].IsLost ? 1 : 0;
        if (lost == 0) return null;
        int[] numbers = message.Tables.Numbers;
        if (lost == numbers.Length) return message.Tables;
        int[] kept = [.. Enumerable.Range(0, numbers.Length).Where(i => _tables[numbers[i]].IsLost)];
        return new FrameTables([.. kept.Select(i => message.Tables.Names[i])]) { Numbers = [.. kept.Select(i => numbers[i])] };
    }

    /// <summary>Takes one table of a DURABLE_ACK.</summary>
    public void Durable(ReadOnlySpan<byte> name, ReadOnlySpan<byte> directory, long seqTxn)
    {
        int table = state.Tables.NumberOf(name);
        ref Facts facts = ref At(table);
        // The number of one making of a table only grows, so that a lower one, like another directory, is that of a new table.
        if (seqTxn < facts.Reached || (facts.Directory is { } known && !directory.SequenceEqual(known)))
        {
            // What was accepted and is not durable may be of either, and waiting for it could last for ever or succeed without it.
            state.Tables.Forget(table, -1);
            state.Remade.Add(state.Tables.NameOf(table));
            facts.Epoch++;
            facts.LastNamed = -1;
        }

        if (!directory.SequenceEqual(facts.Directory)) facts.Directory = directory.IsEmpty ? null : directory.ToArray();
        facts.Reached = seqTxn;
        state.Tables.MakeDurable(table, seqTxn);
    }

    /// <summary>Whether durable acks have reached a transaction; or never will, because its table was dropped.</summary>
    public bool IsSettled(TableMark mark, out bool isDropped)
    {
        ref Facts facts = ref _tables[mark.Table];
        isDropped = mark.Epoch < facts.Epoch;
        return isDropped || facts.Reached >= mark.SeqTxn;
    }

    private void Judge(int table, bool namesTables)
    {
        ref Facts facts = ref _tables[table];
        bool isNew;
        if (facts.Named < 0)
        {
            if (!namesTables) return;
            facts.IsLost = isNew = true;
        }
        else
        {
            long least = Math.Max(facts.LastNamed, 0) + Math.Max(facts.Commits, 1);
            // One frame whose transaction is named is stored, in whatever table; of several the first may be lost.
            facts.IsLost = namesTables && facts.Commits > 1 && facts.Named < least;
            long before = facts.LastNamed >= 0 ? facts.LastNamed : state.Tables.AcceptedOf(table);
            // A durable ack may overtake the OK of its transaction. One that is ahead of the first OK told of another table.
            isNew = facts.IsLost || facts.Named <= before || (before < 0 && facts.Named < facts.Reached);
        }

        if (isNew)
        {
            facts.Epoch++;
            facts.Reached = -1;
            facts.Directory = null;
            state.Tables.Forget(table, facts.IsWritten ? facts.FirstFsn : -1);
            // The first ack of a connection compares with one of another server, which may be behind; only a loss is sure.
            if (facts.IsLost || facts.LastNamed >= 0) state.Remade.Add(state.Tables.NameOf(table));
        }

        if (facts.Named >= 0) state.Tables.Accept(table, facts.Named, isFirst: facts.LastNamed < 0);
        facts.LastNamed = facts.Named;
    }

    /// <summary>The facts of a table, cleared of what the OK before said.</summary>
    private ref Facts Concern(int table)
    {
        ref Facts facts = ref At(table);
        if (_concerned.Contains(table)) return ref facts;
        _concerned.Add(table);
        (facts.Named, facts.Commits, facts.LastFsn, facts.IsWritten, facts.IsLost) = (-1, 0, -1, false, false);
        return ref facts;
    }

    private ref Facts At(int table)
    {
        int known = _tables.Length;
        if (table >= known)
        {
            Array.Resize(ref _tables, Math.Max(table + 1, known * 2));
            _tables.AsSpan(known).Fill(new Facts());
        }

        return ref _tables[table];
    }

    private struct Facts()
    {
        /// <summary>The transaction that the last OK about the table named; -1 when it named none.</summary>
        public long LastNamed = -1;
        /// <summary>The transaction that durable acks have reached.</summary>
        public long Reached = -1;
        /// <summary>How often the connection noticed that the table is another one.</summary>
        public int Epoch;
        /// <summary>The directory that durable acks name.</summary>
        public byte[]? Directory;
        /// <summary>For the OK that is read: the transaction that it names.</summary>
        public long Named = -1;
        /// <summary>For the OK that is read: transactions of the frames that it covers.</summary>
        public int Commits;
        /// <summary>For the OK that is read: the first frame with rows of the table.</summary>
        public long FirstFsn;
        /// <summary>For the OK that is read: the last frame that commits rows of the table.</summary>
        public long LastFsn;
        /// <summary>For the OK that is read: whether it covers rows of the table.</summary>
        public bool IsWritten;
        /// <summary>For the OK that is read: whether it does not show that all of them are stored.</summary>
        public bool IsLost;
    }
}

/// <summary>A transaction that must become durable before its frames are released.</summary>
/// <param name="Table">The number of the table.</param>
/// <param name="Epoch">Which making of the table it is, as the connection counts.</param>
/// <param name="SeqTxn">The transaction.</param>
internal readonly record struct TableMark(int Table, int Epoch, long SeqTxn);
