using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Streaming.Server.Host.Channels;
using Streaming.Server.Host.Configuration;

namespace Streaming.Server.Host.Http;

/// <summary>Describes the declaration of a channel: the keys of the configuration, with their meaning.</summary>
internal static class ChannelSchema
{
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        OpenApiSchema text = new() { Type = JsonSchemaType.String };
        OpenApiSchema channel = new()
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                [ChannelJson.NameKey] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Its name in addresses." },
            },
        };
        foreach (ConfigurationKey<ChannelSection> key in ChannelKeys.All)
        {
            channel.Properties[key.Path] = key.IsList
                ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = text, Description = key.Meaning }
                : new OpenApiSchema
                {
                    // Written as in the configuration; numbers and yes or no may be JSON's own.
                    Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean, Description = key.Meaning,
                };
        }

        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = channel } },
        };
        return Task.CompletedTask;
    }
}
