namespace QuestDb.Store.Files;

/// <summary>
/// The part of the file system that a slot needs. It is an interface so that tests can make each call fail. Errors are those of
/// <see cref="System.IO"/>.
/// </summary>
internal interface IFileSystem
{
    /// <summary>Creates a file with all of its blocks allocated and its bytes zero; when that fails, no file is left behind.</summary>
    IStoreFile Create(string path, long length);

    /// <summary>Opens a file for reading and writing; a missing one is created empty.</summary>
    IStoreFile Open(string path);

    /// <summary>Opens a file that is there for reading and writing.</summary>
    /// <exception cref="FileNotFoundException">It is missing.</exception>
    IStoreFile OpenExisting(string path);

    /// <summary>Deletes a file; a missing one is no error.</summary>
    void Delete(string path);

    /// <summary>Makes the names in a directory survive a power failure, where the platform has a call for it.</summary>
    void SyncDirectory(string path);
}

/// <summary>An open file of a slot. Any thread may read and write at positions that no other thread writes.</summary>
internal interface IStoreFile : IDisposable
{
    long Length { get; }

    /// <summary>Fills the whole buffer.</summary>
    /// <exception cref="EndOfStreamException">The file is shorter.</exception>
    void Read(Span<byte> buffer, long offset);

    void Write(ReadOnlySpan<byte> bytes, long offset);

    void SetLength(long length);

    /// <summary>Returns once the written bytes survive a power failure.</summary>
    void Sync();
}
