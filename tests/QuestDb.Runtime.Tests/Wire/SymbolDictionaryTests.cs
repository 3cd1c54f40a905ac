using QuestDb.Ingest.Messages;
using QuestDb.Wire;

namespace QuestDb.Tests.Ingest;

public class SymbolDictionaryTests
{
    private readonly SymbolDictionary _dictionary = new();

    [Fact]
    public void Ids_count_up_in_order_of_first_use()
    {
        Assert.Equal([0, 1, 0, 2, 1], new[] { "a", "b", "a", "", "b" }.Select(_dictionary.Intern));
        Assert.Equal(3, _dictionary.Count);
    }

    [Fact]
    public void Entries_stand_as_length_and_bytes()
    {
        _dictionary.Intern("a");
        _dictionary.Intern("é");
        _dictionary.Intern("");
        Assert.Equal("016102C3A900", Convert.ToHexString(_dictionary.Wire(0, 3)));
        Assert.Equal("02C3A9", Convert.ToHexString(_dictionary.Wire(1, 2)));
        Assert.Equal(3, _dictionary.WireLength(1));
    }

    [Fact]
    public void What_was_taken_back_is_new_again()
    {
        _dictionary.Intern("a");
        _dictionary.Intern("b");
        _dictionary.Truncate(1);
        Assert.Equal(1, _dictionary.Intern("c"));
        Assert.Equal(2, _dictionary.Intern("b"));
        Assert.Equal("016101630162", Convert.ToHexString(_dictionary.Wire(0, 3)));
    }

    [Fact]
    public void A_refused_text_leaves_nothing()
    {
        Assert.Throws<QuestDbException>(() => _dictionary.Intern("\ud800"));
        Assert.Equal(0, _dictionary.Count);
        Assert.Equal(0, _dictionary.Intern("a"));
    }

    [Fact]
    public void Catch_up_frames_carry_every_entry_once_below_the_limit()
    {
        for (int i = 0; i < 1_000; i++) _dictionary.Intern($"symbol-{i}");
        var sizes = new List<int>();
        int start = 0;
        while (start < 1_000)
        {
            int from = start;
            byte[] frame = CatchUpFrame.Encode(_dictionary, from, 1_000, limit: 2_000, out start);
            sizes.Add(frame.Length);
            Assert.True(start > from);
            Assert.Equal(0x0D, frame[5]);
        }

        Assert.True(sizes.Count > 5);
        Assert.All(sizes, static size => Assert.InRange(size, 1, 2_000));
    }
}
