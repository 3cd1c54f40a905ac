using System.Reflection;
using QuestDb.Generators.Models;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Generators.Tests.Caching;

/// <summary>
/// A model that holds a symbol, a location or a syntax node would keep a whole compilation alive and never compare equal.
/// </summary>
public class ModelShapeTests
{
    private static readonly Type[] s_plain = [typeof(string), typeof(int), typeof(bool)];

    public static TheoryData<Type> Models() => new(typeof(RecordModel).Assembly.GetTypes()
        .Where(static type => type.Namespace == typeof(RecordModel).Namespace && !type.IsNested && !type.IsGenericType)
        .Append(typeof(TypeMapEntry)));

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_holds_plain_data_only(Type model)
    {
        Assert.True(model.IsSealed);
        Assert.True(typeof(IEquatable<>).MakeGenericType(model).IsAssignableFrom(model), $"{model.Name} does not compare by content.");
        Assert.All(model.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic),
            field => Assert.True(IsPlain(field.FieldType), $"{model.Name}.{field.Name} is a {field.FieldType}."));
    }

    [Fact]
    public void Arrays_compare_by_content()
    {
        Assert.Equal(new EquatableArray<string>(["a", "b"]), new EquatableArray<string>(["a", "b"]));
        Assert.NotEqual(new EquatableArray<string>(["a", "b"]), new EquatableArray<string>(["a"]));
        Assert.Equal(default, new EquatableArray<string>([]));
    }

    private static bool IsPlain(Type type) =>
        s_plain.Contains(type) || type.IsEnum || type == typeof(TypeMapEntry) || (type.Namespace == typeof(RecordModel).Namespace
            && (!type.IsGenericType || IsPlain(type.GetGenericArguments()[0])));
}
