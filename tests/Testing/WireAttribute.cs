using System.Reflection;
using System.Text;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Streaming.Testing;

/// <summary>Expands one row of stream text into every fragmentation: the theory takes <see cref="Pieces"/>, then the row's other
/// values.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class WireAttribute(string stream, params object?[] values) : DataAttribute
{
    public string Stream { get; } = stream;

    public object?[] Values { get; } = values;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        List<ITheoryDataRow> rows = [];
        foreach (Pieces pieces in Pieces.Of(Encoding.UTF8.GetBytes(Stream)))
            rows.Add(new TheoryDataRow([pieces, .. Values]));
        return new(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => false;
}
