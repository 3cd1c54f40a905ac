namespace QuestDb.IntegrationTests.Matrix;

/// <summary>Column views as cells.</summary>
internal static class Views
{
    public static void Fixed<T>(FixedColumnView<T> view, Span<T?> cells)
        where T : unmanaged
    {
        for (int row = 0; row < cells.Length; row++) cells[row] = view[row];
    }

    /// <summary>Cells of another C# form than the view's.</summary>
    public static void Fixed<T, TCell>(FixedColumnView<T> view, Span<TCell> cells, Func<T, TCell> toCell)
        where T : unmanaged
    {
        for (int row = 0; row < cells.Length; row++)
            if (view.TryGetValue(row, out T value))
                cells[row] = toCell(value);
    }

    public static void Booleans(BooleanColumnView view, Span<bool?> cells)
    {
        for (int row = 0; row < cells.Length; row++) cells[row] = view[row];
    }

    public static void Symbols<TCell>(SymbolColumnView view, Span<TCell> cells, Func<string, TCell> toCell)
    {
        for (int row = 0; row < cells.Length; row++)
            if (view[row] is { } text)
                cells[row] = toCell(text);
    }

    public static void SymbolsUtf8(SymbolColumnView view, Span<byte[]?> cells)
    {
        for (int row = 0; row < cells.Length; row++)
            if (view.TryGetId(row, out int id))
                cells[row] = view.ResolveUtf8(id).ToArray();
    }

    public static void Texts(VarcharColumnView view, Span<string?> cells)
    {
        for (int row = 0; row < cells.Length; row++) cells[row] = view[row];
    }

    public static void Utf8(VarcharColumnView view, Span<byte[]?> cells)
    {
        for (int row = 0; row < cells.Length; row++)
            if (view.TryGetUtf8(row, out ReadOnlySpan<byte> utf8))
                cells[row] = utf8.ToArray();
    }

    public static void Binaries(BinaryColumnView view, Span<byte[]?> cells)
    {
        for (int row = 0; row < cells.Length; row++)
            if (view.TryGetValue(row, out ReadOnlySpan<byte> bytes))
                cells[row] = bytes.ToArray();
    }

    public static void Uuids(UuidColumnView view, Span<Guid?> cells)
    {
        for (int row = 0; row < cells.Length; row++) cells[row] = view[row];
    }

    public static void GeoHashes(GeoHashColumnView view, Span<GeoHash?> cells)
    {
        for (int row = 0; row < cells.Length; row++) cells[row] = view[row];
    }

    public static void Decimals<TCell>(DecimalColumnView view, Span<TCell> cells, Func<Decimal256, TCell> toCell)
    {
        for (int row = 0; row < cells.Length; row++)
            if (view.TryGetValue(row, out Decimal256 value))
                cells[row] = toCell(value);
    }

    public static void Arrays<TCell>(ArrayColumnView<double> view, Span<TCell> cells, Func<NdArray<double>, TCell> toCell)
    {
        for (int row = 0; row < cells.Length; row++)
            if (view.TryGetValue(row, out ArrayView<double> value))
                cells[row] = toCell(new NdArray<double>(value.Shape, value.Values.ToArray()));
    }
}
