namespace QuestDb.Generators.ExecutionTests.Shapes;

[QuestRow(Strict = true)]
internal readonly partial record struct QueryRow(string Symbol, double Price);

[QuestRow]
internal partial class WriteOnlyRow
{
    private double _price;

    public double Price
    {
        set => _price = value;
    }

    public double Doubled() => _price * 2;
}
