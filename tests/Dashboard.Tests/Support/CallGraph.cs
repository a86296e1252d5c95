using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Dashboard.Tests.Support;

/// <summary>Who calls whom in the product, read from its compiled methods: what stands in lambdas, local functions and after an <c>await</c> included.
/// A method that is only passed on counts as called by whoever passes it on; a base method as calling its overrides.</summary>
internal sealed class CallGraph
{
    private const BindingFlags All = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields().Select(x => (OpCode)x.GetValue(null)!).ToDictionary(x => x.Value);
    private readonly Dictionary<MethodBase, HashSet<MethodBase>> calls = [];

    public CallGraph(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        foreach (var method in assembly.GetTypes().SelectMany(x => x.GetMethods(All).Cast<MethodBase>().Concat(x.GetConstructors(All))))
        {
            var called = Of(method);
            called.UnionWith(CalledBy(method));
            if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine) called.UnionWith(machine.StateMachineType.GetMethods(All).Where(x => x.Name == "MoveNext"));
            if (method is MethodInfo { IsVirtual: true } info && Plain(info.GetBaseDefinition()) is { } basis && basis != method) Of(basis).Add(method);
        }
    }

    /// <summary>What a type's own code calls, its lambdas and state machines included.</summary>
    public IEnumerable<MethodBase> CallsFrom(Type type) => calls.Where(x => Owner(x.Key) == type).SelectMany(x => x.Value).Where(x => Owner(x) != type).Distinct();

    /// <summary>Whether a method comes to one of the kind that is asked for, by whatever way.</summary>
    public bool Reaches(MethodBase from, Func<MethodBase, bool> kind)
    {
        var seen = new HashSet<MethodBase> { from };
        var open = new Queue<MethodBase>(seen);
        while (open.TryDequeue(out var method))
        {
            if (kind(method)) return true;
            foreach (var next in calls.GetValueOrDefault(method, [])) if (seen.Add(next)) open.Enqueue(next);
        }
        return false;
    }

    /// <summary>The type that a person wrote the method in.</summary>
    public static Type Owner(MethodBase method)
    {
        ArgumentNullException.ThrowIfNull(method);
        var type = method.DeclaringType!;
        while (type.DeclaringType is { } outer && type.Name.Contains('<', StringComparison.Ordinal)) type = outer;
        return type;
    }

    private HashSet<MethodBase> Of(MethodBase method) => calls.TryGetValue(method, out var called) ? called : calls[method] = [];

    private static IEnumerable<MethodBase> CalledBy(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var types = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var own = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var one = code[at] == 0xFE ? Codes[(short)(0xFE00 | code[at + 1])] : Codes[code[at]];
            at += one.Size;
            if (one.OperandType == OperandType.InlineMethod && method.Module.ResolveMethod(BitConverter.ToInt32(code, at), types, own) is { } called) yield return Plain(called);
            at += one.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    // A generic method is one method, whatever it is made for.
    private static MethodBase Plain(MethodBase method)
    {
        if (method is MethodInfo { IsGenericMethod: true, IsGenericMethodDefinition: false } made) method = made.GetGenericMethodDefinition();
        return method.DeclaringType is { IsConstructedGenericType: true } type
            ? type.GetGenericTypeDefinition().GetMembers(All).OfType<MethodBase>().First(x => x.MetadataToken == method.MetadataToken)
            : method;
    }
}
