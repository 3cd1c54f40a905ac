using QuestDb.Wire;

namespace QuestDb.Encoders.Chunks;

/// <summary>The texts that the codes of a SYMBOL column stand for.</summary>
internal interface ISymbolTexts
{
    /// <summary>Number of texts; codes are below it.</summary>
    int Count { get; }

    /// <summary>The id of a text in the connection's dictionary.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: null, or not valid text; <see cref="ErrorCode.SymbolDictionaryFull"/>.
    /// </exception>
    int Intern(SymbolDictionary dictionary, int code);
}
