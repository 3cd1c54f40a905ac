namespace QuestDb.Encoders.Inputs;

/// <summary>Turns a value that the caller gave into the value of the wire. A struct, so that each column has a loop of its own.</summary>
internal interface IToWire<TSource, TWire>
{
    /// <summary>The value on the wire.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: it does not fit.</exception>
    TWire Convert(TSource value);
}

/// <summary>The value is the value of the wire.</summary>
internal readonly struct AsIs<T> : IToWire<T, T>
{
    public T Convert(T value) => value;
}
