using QuestDb.Shared.Names;

namespace QuestDb.Tests.Names;

/// <summary>The characters that QuestDB's <c>TableUtils</c> refuses in names, and no others.</summary>
public sealed class NameRulesTests
{
    private const string InTables = "?,'\"\\/:)(+*%~"
        + "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\t\n\u000b\u000c\r\u000e\u000f\u007f\ufeff";

    [Fact]
    public void A_character_is_refused_where_the_server_refuses_it()
    {
        for (int c = 0; c <= char.MaxValue; c++)
        {
            string name = $"a{(char)c}b";
            Assert.Equal(InTables.Contains((char)c), NameRules.TableProblem(name) is not null);
            Assert.Equal(InTables.Contains((char)c) || c is '.' or '-', NameRules.ColumnProblem(name) is not null);
        }
    }

    [Fact]
    public void A_name_of_a_frame_has_at_most_127_bytes_and_one_of_a_statement_as_many_characters()
    {
        Assert.Null(ColumnNames.CheckTable(new string('a', 127)));
        Assert.NotNull(ColumnNames.CheckTable(new string('a', 128)));
        Assert.NotNull(NameRules.TableProblem(new string('a', 128)));
        Assert.NotNull(ColumnNames.CheckColumn(new string('\u00e4', 64)));
        Assert.Null(NameRules.ColumnProblem(new string('\u00e4', 127)));
        Assert.NotNull(ColumnNames.CheckColumn("\ud800"));
        Assert.NotNull(NameRules.ColumnProblem(""));
    }
}
