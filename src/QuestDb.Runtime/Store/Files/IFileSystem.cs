namespace QuestDb.Store.Files;

/// <summary>
/// The file system as far as a slot needs it, so that tests can let each call fail. Errors are those of
/// <see cref="System.IO"/>.
/// </summary>
internal interface IFileSystem
{
    /// <summary>Makes a new file with all of its blocks allocated and its bytes zero; none is left behind when that fails.</summary>
    IStoreFile Create(string path, long length);

    /// <summary>Opens a file for reading and writing, made empty when it is missing.</summary>
    IStoreFile Open(string path);

    /// <summary>Deletes a file; a missing one is no error.</summary>
    void Delete(string path);

    /// <summary>Makes the names in a directory last a power failure, where the platform knows of that.</summary>
    void SyncDirectory(string path);
}

/// <summary>An open file of a slot. Any thread may read and write at positions that no other one writes.</summary>
internal interface IStoreFile : IDisposable
{
    long Length { get; }

    /// <summary>Fills the whole buffer.</summary>
    /// <exception cref="EndOfStreamException">The file is shorter.</exception>
    void Read(Span<byte> buffer, long offset);

    void Write(ReadOnlySpan<byte> bytes, long offset);

    void SetLength(long length);

    /// <summary>Returns once what was written lasts a power failure.</summary>
    void Sync();
}
