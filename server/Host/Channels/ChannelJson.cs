using System.Text.Json;
using System.Text.Json.Nodes;
using Streaming.Server.Host.Configuration;

namespace Streaming.Server.Host.Channels;

/// <summary>A channel as the API declares it: the keys of the configuration with their values, lists as lists. Numbers and yes or no may be
/// JSON's own.</summary>
internal static class ChannelJson
{
    public const string NameKey = "name";

    /// <summary>The channel, or what is wrong with it.</summary>
    /// <param name="name">As an address names it; null: as the declaration does.</param>
    public static ChannelSection Read(JsonElement declared, string? name, ICollection<string> problems)
    {
        ChannelSection channel = new(name ?? "") { Origin = "API" };
        if (declared.ValueKind != JsonValueKind.Object)
        {
            problems.Add("a channel is an object: {\"name\": \"cinema\", \"play\": [\"film\"], \"group\": \"239.255.10.0\"}");
            return channel;
        }

        List<ConfigurationMistake> mistakes = [];
        foreach (JsonProperty property in declared.EnumerateObject())
        {
            if (property.Name == NameKey)
                channel = Named(channel, property.Value, name, problems);
            else if (ChannelKeys.All.FirstOrDefault(key => key.Path == property.Name) is not { } key)
                problems.Add($"unknown key '{property.Name}'{Suggestion.For(property.Name, ChannelKeys.All.Select(one => one.Path))}");
            else if (Texts(property.Value) is not { } values)
                problems.Add($"'{property.Name}' takes a value or a list of them");
            else
                channel = key.Apply(channel, new(property.Name, values, "", "/"), mistakes);
        }

        foreach (ConfigurationMistake mistake in mistakes)
            problems.Add(mistake.Text);
        return channel;
    }

    /// <summary>What <see cref="Read"/> reads as the same channel: what nobody has set is left out.</summary>
    public static JsonObject Write(ChannelSection channel)
    {
        JsonObject declared = new() { [NameKey] = channel.Name };
        ChannelSection silent = new(channel.Name);
        foreach (ConfigurationKey<ChannelSection> key in ChannelKeys.All)
        {
            IReadOnlyList<string> values = key.ValuesIn(channel);
            if (!values.SequenceEqual(key.ValuesIn(silent)))
                declared[key.Path] = key.IsList ? new JsonArray([.. values.Select(value => JsonValue.Create(value))]) : values[0];
        }

        return declared;
    }

    private static ChannelSection Named(ChannelSection channel, JsonElement said, string? expected, ICollection<string> problems)
    {
        string name = said.ValueKind == JsonValueKind.String ? said.GetString()! : said.GetRawText();
        if (expected is not null && name != expected)
            problems.Add($"the address says '{expected}', the body '{name}': leave one of them out");
        return channel with { Name = name };
    }

    /// <summary>As the configuration would have them; null for what it cannot hold.</summary>
    private static string[]? Texts(JsonElement value)
    {
        JsonElement[] all = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        string[] texts = [.. all.Select(Text).OfType<string>()];
        return texts.Length == all.Length ? texts : null;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => null,
    };
}
