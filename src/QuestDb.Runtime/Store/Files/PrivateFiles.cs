using System.Text;

namespace QuestDb.Store.Files;

/// <summary>
/// Makes files and folders of <c>sf_dir</c>, which hold the rows, for the user of the process alone: 0600 and 0700 on Unix, whatever the
/// umask lets others do. What is there already keeps its mode. On Windows they inherit the rights of the folder around them.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode ForUser = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file to read and write it; one that <paramref name="mode"/> makes is private.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it is there, is made, or either.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <param name="length">Bytes to allocate for a new one.</param>
    public static FileStream Open(string path, FileMode mode, FileShare share, long length = 0)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
            PreallocationSize = length,
        };
        if (mode != FileMode.Open && !OperatingSystem.IsWindows()) options.UnixCreateMode = ForUser;
        return new FileStream(path, options);
    }

    /// <summary>Writes a text over what a file holds.</summary>
    public static void WriteText(string path, string text)
    {
        using FileStream file = Open(path, FileMode.Create, FileShare.Read);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Makes a folder; one that is there is no error.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
