using System.Reflection;
using QuestDb.Threading;

namespace QuestDb.Tests.Docs;

/// <summary>The table of locks in docs/architecture.md is the order that debug builds check, and has every lock of the client.</summary>
public sealed class ArchitecturePageTests
{
    private static readonly List<string[]> s_rows = DocsPage.Rows("architecture.md", "Rank");

    [Fact]
    public void The_ranks_of_the_table_are_those_of_the_code_in_their_order() =>
        Assert.Equal(Enum.GetNames<LockRank>(), s_rows.Select(static row => row[0].Trim('`')));

    [Fact]
    public void Every_lock_has_a_place_in_the_table() =>
        Assert.Equal(
            Locks().Order(StringComparer.Ordinal),
            s_rows.SelectMany(static row => DocsPage.Names(row[1])).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_row_says_what_the_lock_guards() =>
        Assert.All(s_rows, static row => Assert.NotEmpty(row[2]));

    /// <summary>The fields and properties of the client that are locks, as <c>Type.Member</c>.</summary>
    private static IEnumerable<string> Locks()
    {
        const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return typeof(LockRank).Assembly.GetTypes()
            .Where(static type => type.DeclaringType != typeof(RankedLock) && type.DeclaringType != typeof(RankedMonitor))
            .SelectMany(static type => type.GetFields(Fields))
            .Where(static field => field.FieldType == typeof(RankedLock) || field.FieldType == typeof(RankedMonitor))
            .Select(static field => $"{field.DeclaringType!.Name}.{field.Name.Replace("<", "").Replace(">k__BackingField", "")}");
    }
}
