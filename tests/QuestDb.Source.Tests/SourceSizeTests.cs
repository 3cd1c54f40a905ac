namespace QuestDb.Source.Tests;

/// <summary>Short lines, short files, small folders: CONTRIBUTING.md, "Rules of the code".</summary>
public sealed class SourceSizeTests
{
    private const int MaxColumns = 140;
    private const int MaxLines = 300;
    private const int MaxFiles = 22;

    [Fact]
    public void No_line_is_longer_than_140_columns() => None(SourceFiles.All.SelectMany(static file =>
        Lines(file).Select((line, index) => (line, index)).Where(static pair => pair.line.Length > MaxColumns)
            .Select(pair => $"{file}:{pair.index + 1} has {pair.line.Length} columns")));

    [Fact]
    public void No_file_is_longer_than_300_lines() => None(SourceFiles.All.Select(static file => (file, Lines(file).Length))
        .Where(static pair => pair.Length > MaxLines).Select(static pair => $"{pair.file} has {pair.Length} lines"));

    [Fact]
    public void No_folder_has_more_than_22_files() => None(SourceFiles.All.GroupBy(Path.GetDirectoryName)
        .Where(static folder => folder.Count() > MaxFiles).Select(static folder => $"{folder.Key} has {folder.Count()} files"));

    /// <summary>Fails with all of them, where the assertion of a collection shows the first few.</summary>
    private static void None(IEnumerable<string> faults)
    {
        string all = string.Join('\n', faults);
        Assert.True(all.Length == 0, all);
    }

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(RepositoryFolder.Root, file));
}
