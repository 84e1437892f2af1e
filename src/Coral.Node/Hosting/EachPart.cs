using System.Runtime.ExceptionServices;

namespace Coral.Node.Hosting;

/// <summary>A step in the life of all parts: a part that fails does not keep the later ones from taking it.</summary>
internal static class EachPart
{
    /// <summary>Takes the step for one part after another.</summary>
    /// <returns>The failures, in the order of the parts.</returns>
    public static async Task<IReadOnlyList<Exception>> TryAsync(
        IEnumerable<INodePart> parts,
        Func<INodePart, Task> step
    )
    {
        List<Exception> failures = [];
        foreach (var part in parts)
        {
            try
            {
                await step(part);
            }
            catch (Exception ex)
            {
                failures.Add(ex);
            }
        }

        return failures;
    }

    /// <summary>Reports failures to the caller.</summary>
    /// <exception cref="AggregateException">There are several; one alone is thrown as it came.</exception>
    public static void ThrowIfAny(IReadOnlyList<Exception> failures)
    {
        if (failures.Count == 1)
        {
            ExceptionDispatchInfo.Throw(failures[0]);
        }

        if (failures.Count > 1)
        {
            throw new AggregateException(failures);
        }
    }
}
