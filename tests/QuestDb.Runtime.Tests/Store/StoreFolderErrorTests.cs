using QuestDb.TestSupport;

namespace QuestDb.Tests.Store;

/// <summary>A path of <c>sf_dir</c> that can be no folder is told in one sentence, before anything is made.</summary>
public sealed class StoreFolderErrorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("file", "is a file. Name a folder")]
    [InlineData("file/store", "is a file.")]
    [InlineData("none/store", "does not exist.")]
    public void A_file_and_a_missing_parent_are_told(string path, string says)
    {
        File.WriteAllText(_folder["file"], "");
        Expect(path, says);
    }

    [Fact]
    public void A_dangling_link_says_where_it_leads()
    {
        Directory.CreateSymbolicLink(_folder["link"], _folder["gone"]);
        Expect("link", $"is a link to {_folder["gone"]}, which does not exist.");
        Expect("link/store", $"is a link to {_folder["gone"]}, which does not exist.");
        Assert.False(Directory.Exists(_folder["gone"]));
    }

    [Fact]
    public void A_link_to_a_file_is_told()
    {
        File.WriteAllText(_folder["file"], "");
        File.CreateSymbolicLink(_folder["link"], _folder["file"]);
        Expect("link", "is a link to the file");
    }

    [Fact]
    public void A_link_to_itself_is_told()
    {
        File.CreateSymbolicLink(_folder["link"], _folder["link"]);
        Expect("link", $"is a link to {_folder["link"]}, which leads back to it");
        Expect("link/store", $"is a link to {_folder["link"]}, which leads back to it");
    }

    [Fact]
    public async Task A_link_to_a_folder_is_taken()
    {
        Directory.CreateDirectory(_folder["real"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["real"]);
        await using QuestDbClient client = Connect("link");
        Assert.True(Directory.Exists(_folder["real/default-ingest-0"]));
    }

    private void Expect(string path, string says)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(() => Connect(path));
        Assert.Equal(ErrorCode.InvalidConfiguration, e.Code);
        Assert.Contains($"sf_dir={_folder[path]}", e.Message);
        Assert.Contains(says, e.Message);
    }

    private QuestDbClient Connect(string path) =>
        QuestDbClient.Connect($"ws::addr=127.0.0.1:1;initial_connect_retry=async;sf_dir={_folder[path]};");
}
