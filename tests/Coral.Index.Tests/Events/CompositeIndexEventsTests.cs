using System.Reflection;
using Coral.Index.Events;

namespace Coral.Index.Tests.Events;

public sealed class CompositeIndexEventsTests
{
    public static TheoryData<string> Names => [.. typeof(IIndexEvents).GetMethods().Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_Event_ReachesEveryListenerWithItsArguments(string name)
    {
        var (first, second) = (Listener.Create(), Listener.Create());
        var method = typeof(IIndexEvents).GetMethod(name)!;
        var arguments = method.GetParameters().Select(p => DefaultOf(p.ParameterType)).ToArray();

        method.Invoke(new CompositeIndexEvents((IIndexEvents)first, (IIndexEvents)second), arguments);

        Assert.All(
            [first, second],
            listener =>
            {
                var (heard, with) = Assert.Single(listener.Heard);
                Assert.Equal(name, heard);
                Assert.Equal(arguments, with);
            }
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_Event_MayBeIgnored(string name)
    {
        var method = typeof(IIndexEvents).GetMethod(name)!;

        method.Invoke(new Deaf(), [.. method.GetParameters().Select(p => DefaultOf(p.ParameterType))]);
    }

    private static object? DefaultOf(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private sealed class Deaf : IIndexEvents;

#pragma warning disable CA1852 // A DispatchProxy is derived from at run time.
    internal class Listener : DispatchProxy
#pragma warning restore CA1852
    {
        public List<(string Name, object?[] Arguments)> Heard { get; } = [];

        public static Listener Create() => (Listener)(object)Create<IIndexEvents, Listener>();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Heard.Add((targetMethod!.Name, args ?? []));
            return null;
        }
    }
}
