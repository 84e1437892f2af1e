namespace Coral.Architecture.Tests.Code;

/// <summary>The order of one project's floors, and what breaks it.</summary>
/// <param name="floors">The top folders, lowest first. The root is above them all.</param>
internal sealed class FloorOrder(string[] floors)
{
    /// <summary>The uses that go up: a folder that uses one above it, or the root.</summary>
    public IEnumerable<TypeUse> Offenders(IEnumerable<TypeUse> uses) =>
        uses.Where(use => use.From.Project == use.To.Project && Height(use.To) > Height(use.From));

    private int Height(Floor floor)
    {
        if (floor.IsRoot)
        {
            return int.MaxValue;
        }

        var height = Array.IndexOf(floors, floor.Folder);
        return height >= 0 ? height : throw new InvalidOperationException($"{floor} is in no row of the table.");
    }
}
