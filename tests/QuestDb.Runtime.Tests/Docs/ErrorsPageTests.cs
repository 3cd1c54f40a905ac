namespace QuestDb.Tests.Docs;

/// <summary>docs/errors.md has every error code, in the order of the enum.</summary>
public class ErrorsPageTests
{
    [Fact]
    public void Page_lists_every_code() =>
        Assert.Equal(Enum.GetNames<ErrorCode>(), DocsPage.Rows("errors.md", "Code").Select(static row => row[0].Trim('`')));
}
