namespace QuestDb.TestSupport;

/// <summary>The folder of the repository that the tests were built in.</summary>
public static class RepositoryFolder
{
    /// <summary>The nearest folder above the test assembly that holds the solution; without one, the assembly's own.</summary>
    public static string Root { get; } = Locate();

    private static string Locate()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "QuestDb.slnx")))
                return folder.FullName;
        return AppContext.BaseDirectory;
    }
}
