namespace QuestDb.Store.Slots;

/// <summary>Says what is wrong with the path of <c>sf_dir</c> before anything is made there.</summary>
internal static class StoreFolderErrors
{
    /// <summary>Why a path can't be the folder of slots, or null: it is one, or one can be made in the folder around it.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="given">The path as the connect string has it.</param>
    public static QuestDbException? Find(string path, string given)
    {
        if (Directory.Exists(path)) return null;
        string trimmed = Path.TrimEndingDirectorySeparator(path);
        if (Obstacle(trimmed) is { } obstacle)
        {
            return new QuestDbException(ErrorCode.InvalidConfiguration,
                $"Invalid connect string: \"sf_dir={given}\" is {obstacle}. Name a folder, or a path where one can be made.");
        }

        if (Path.GetDirectoryName(trimmed) is not { } parent || Directory.Exists(parent)) return null;
        string what = Obstacle(parent) is { } other ? $"is {other}" : "does not exist";
        return new QuestDbException(ErrorCode.InvalidConfiguration,
            $"Invalid connect string: the folder {parent}, in which \"sf_dir={given}\" is to be, {what}.");
    }

    /// <summary>What stands at a path where there is no folder, or null.</summary>
    private static string? Obstacle(string path)
    {
        // Of a path where nothing stands the target can't be asked for.
        if (new FileInfo(path) is not { LinkTarget: { } next } link) return File.Exists(path) ? "a file" : null;
        try
        {
            FileSystemInfo target = link.ResolveLinkTarget(returnFinalTarget: true)!;
            return target.Exists ? $"a link to the file {target.FullName}" : $"a link to {target.FullName}, which does not exist";
        }
        catch (IOException)
        {
            return $"a link to {next}, which leads back to it or through too many others";
        }
    }
}
