using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>Recorded ingest rows, written with the runtime's encoder.</summary>
[Trait("Category", "Conformance")]
public sealed class IngressConformanceTests
{
    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (string name in SupportedTypes.IngressCases)
            {
                cases.Add(name, false);
                cases.Add(name, true);
            }

            return cases;
        }
    }

    [VectorTheory, MemberData(nameof(Cases))]
    public void Logical_rows_encode_to_the_same_values_and_bytes(string vector, bool nullableMembers)
    {
        var encoder = new RuntimeEncoder(nullableMembers);
        var decoder = new ReferenceIngestFrameDecoder();
        foreach (RecordedMessage message in RecordedMessage.Of(IngressVector.Load(vector)))
        {
            foreach (CellTable table in message.Tables)
            {
                byte[] encoded = encoder.Encode(table);
                table.AssertEquals(Assert.Single(decoder.Decode(encoded).Blocks).ToTable());
                if (message.MakesOurChoices)
                    Assert.Equal(Convert.ToHexStringLower(message.Bytes), Convert.ToHexStringLower(encoded));
            }
        }
    }

    [VectorFact]
    public void Most_recorded_messages_make_the_choices_of_our_encoder()
    {
        RecordedMessage[] messages = [.. SupportedTypes.IngressCases.SelectMany(name => RecordedMessage.Of(IngressVector.Load(name)))];
        Assert.True(messages.Count(m => m.MakesOurChoices) >= messages.Length / 3, "The byte comparison has become vacuous.");
    }
}
