namespace QuestDb.StrictUser.Types.Nesting
{
    internal static partial class Static
    {
        [QuestRow]
        internal partial record struct Row(int A);

        internal partial class Class
        {
            internal partial struct Struct
            {
                internal partial record Record
                {
                    internal partial record struct RecordStruct
                    {
                        internal partial interface IInterface
                        {
                            [QuestTable("nesting", ServerTime = true)]
                            internal partial record struct Row([Symbol] Side Side);

                            internal enum Side { Left, Right }
                        }
                    }
                }
            }
        }
    }

    internal partial class Private
    {
        public static int Sum(QuestDbClient db) => db is null ? 0 : new Row { A = 1 }.A + new Protected().A + new PrivateProtected(1).A;

        [QuestRow]
        private partial struct Row
        {
            public int A { get; set; }
        }

        [QuestTable("nesting", ServerTime = true)]
        protected internal partial class Protected
        {
            public int A { get; set; }
        }

        [QuestTable("nesting", ServerTime = true)]
        private protected partial record PrivateProtected(int A);
    }

    internal partial class Generic<TKey, @event>
        where TKey : notnull, IComparable<TKey>
        where @event : class, new()
    {
        internal partial struct Inner<T>
            where T : unmanaged, Enum
        {
            [QuestTable("nesting", ServerTime = true)]
            internal partial class Row
            {
                public int A { get; set; }

                [QuestIgnore]
                public TKey? Key { get; set; }

                [QuestIgnore]
                public T Value { get; set; }

                [QuestIgnore]
                public @event? Event { get; set; }
            }
        }
    }

    internal partial interface IGeneric<TIn, TOut>
    {
        [QuestRow]
        internal partial record struct Row(int A);
    }

    [QuestRow]
    internal partial class Same
    {
        public int A { get; set; }

        [QuestRow]
        internal partial class Child : Same
        {
            public int B { get; set; }

            [QuestRow]
            internal partial class Grandchild : Child
            {
                public int C { get; set; }
            }
        }
    }

    [QuestRow]
    internal partial record struct GenericRow<T>(int A)
    {
        [QuestIgnore]
        public T? Value { get; set; }
    }

    [QuestTable("nesting", ServerTime = true)]
    internal partial record GenericTable<T1, T2>(int A)
        where T1 : struct
        where T2 : class?
    {
        internal List<(T1, T2)> Values { get; } = new();
    }

    internal sealed record Closed(int A) : GenericBase<string>(A);

    [QuestRow(For = typeof(Closed))]
    internal partial class ClosedMap { }

    internal record GenericBase<T>(int A)
    {
        [QuestIgnore]
        public T? Value { get; set; }
    }

    namespace Inner.Deeper
    {
        [QuestRow]
        internal partial record struct Row(int A);
    }
}
