{{/* The environment of each service, as its src/config.ts reads it; tests/deploy holds the two together. */}}

{{- define "canvass.env.plain" -}}
{{- if ne (toString .value) "" }}
- name: {{ .name }}
  value: {{ .value | toString | quote }}
{{- end }}
{{- end -}}

{{- define "canvass.env.secret" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .root.Values.secretName }}
      key: {{ .key }}
      {{- if .optional }}
      optional: true
      {{- end }}
{{- end -}}

{{- define "canvass.env.database" }}
{{ include "canvass.env.secret" (dict "root" . "name" "DATABASE_URL" "key" "database-url") }}
{{- end -}}

{{- define "canvass.env.queue" }}
{{ include "canvass.env.secret" (dict "root" . "name" "REDIS_URL" "key" "redis-url" "optional" true) }}
{{- end -}}

{{- define "canvass.env.all" }}
{{- include "canvass.env.database" . }}
{{- include "canvass.env.plain" (dict "name" "DATABASE_POOL_SIZE" "value" .Values.database.poolSize) }}
{{- include "canvass.env.plain" (dict "name" "ADMIN_PORT" "value" "9090") }}
{{- include "canvass.env.plain" (dict "name" "LOG_LEVEL" "value" .Values.log.level) }}
{{- include "canvass.env.plain" (dict "name" "SHUTDOWN_GRACE_MS" "value" (int .Values.shutdownGraceMs)) }}
{{- include "canvass.env.plain" (dict "name" "OTEL_EXPORTER_OTLP_ENDPOINT" "value" .Values.telemetry.otlpEndpoint) }}
{{- end -}}

{{- /* What these services hold is bounded: a heap (MB) kept small saves half the memory or more. The young generation is larger where messages live until a provider has answered. */}}
{{- define "canvass.env.heap" }}
{{- include "canvass.env.plain" (dict "name" "MALLOC_ARENA_MAX" "value" "1") }}
{{- include "canvass.env.plain" (dict "name" "NODE_OPTIONS" "value" (printf "--max-semi-space-size=%d --max-old-space-size=%d" (int .young) (int .old))) }}
{{- end -}}

{{- define "canvass.env.http" }}
{{- include "canvass.env.plain" (dict "name" "PORT" "value" "8080") }}
{{- include "canvass.env.plain" (dict "name" "HOST" "value" "0.0.0.0") }}
{{- end -}}

{{- define "canvass.env.ingress" }}
{{- include "canvass.env.queue" . }}
{{- include "canvass.env.http" . }}
{{- include "canvass.env.plain" (dict "name" "INGRESS_URL" "value" (include "canvass.ingressUrl" .)) }}
{{- include "canvass.env.heap" (dict "young" 2 "old" 192) }}
{{- end -}}

{{- define "canvass.env.api" }}
{{- include "canvass.env.queue" . }}
{{- include "canvass.env.http" . }}
{{- include "canvass.env.plain" (dict "name" "PUBLIC_URL" "value" .Values.publicUrl) }}
{{- include "canvass.env.plain" (dict "name" "INGRESS_URL" "value" (include "canvass.ingressUrl" .)) }}
{{- include "canvass.env.plain" (dict "name" "INGRESS_INTERNAL_URL" "value" (printf "http://%s-ingress" (include "canvass.fullname" .))) }}
{{- include "canvass.env.plain" (dict "name" "SURVEY_URL" "value" (include "canvass.surveyUrl" .)) }}
{{- include "canvass.env.plain" (dict "name" "WEBHOOK_ALLOWED_NETWORKS" "value" (join "," .Values.webhooks.allowedNetworks)) }}
{{- include "canvass.env.providers" . }}
{{ include "canvass.env.secret" (dict "root" . "name" "AUTH_SECRET" "key" "auth-secret") }}
{{- end -}}

{{- define "canvass.env.survey" }}
{{- include "canvass.env.http" . }}
{{- include "canvass.env.plain" (dict "name" "SURVEY_URL" "value" (include "canvass.surveyUrl" .)) }}
{{- include "canvass.env.plain" (dict "name" "CONSOLE_ORIGIN" "value" .Values.publicUrl) }}
{{- include "canvass.env.plain" (dict "name" "SES_SNS_TOPIC_ARN" "value" .Values.email.snsTopicArn) }}
{{ include "canvass.env.secret" (dict "root" . "name" "TWILIO_AUTH_TOKEN" "key" "twilio-auth-token" "optional" true) }}
{{- end -}}

{{- define "canvass.env.workflow-engine" }}
{{- include "canvass.env.queue" . }}
{{- include "canvass.env.heap" (dict "young" 16 "old" 256) }}
{{ include "canvass.env.secret" (dict "root" . "name" "RELAY_DATABASE_URL" "key" "relay-database-url" "optional" true) }}
{{- end -}}

{{- define "canvass.env.contacts" }}
{{- include "canvass.env.queue" . }}
{{- include "canvass.env.heap" (dict "young" 16 "old" 256) }}
{{- end -}}

{{- /* The providers of whoever sends: distribution, and the api for test messages. */}}
{{- define "canvass.env.providers" }}
{{- include "canvass.env.plain" (dict "name" "AWS_REGION" "value" .Values.email.awsRegion) }}
{{- include "canvass.env.plain" (dict "name" "SES_ENDPOINT" "value" .Values.email.sesEndpoint) }}
{{- include "canvass.env.plain" (dict "name" "SES_CONFIGURATION_SET" "value" .Values.email.sesConfigurationSet) }}
{{ include "canvass.env.secret" (dict "root" . "name" "SMTP_URL" "key" "smtp-url" "optional" true) }}
{{- include "canvass.env.plain" (dict "name" "TWILIO_FROM" "value" .Values.sms.from) }}
{{- include "canvass.env.plain" (dict "name" "TWILIO_API_URL" "value" .Values.sms.apiUrl) }}
{{ include "canvass.env.secret" (dict "root" . "name" "TWILIO_ACCOUNT_SID" "key" "twilio-account-sid" "optional" true) }}
{{ include "canvass.env.secret" (dict "root" . "name" "TWILIO_AUTH_TOKEN" "key" "twilio-auth-token" "optional" true) }}
{{ include "canvass.env.secret" (dict "root" . "name" "AWS_ACCESS_KEY_ID" "key" "aws-access-key-id" "optional" true) }}
{{ include "canvass.env.secret" (dict "root" . "name" "AWS_SECRET_ACCESS_KEY" "key" "aws-secret-access-key" "optional" true) }}
{{- end -}}

{{- define "canvass.env.distribution" }}
{{- include "canvass.env.queue" . }}
{{- include "canvass.env.heap" (dict "young" 16 "old" 256) }}
{{- include "canvass.env.plain" (dict "name" "PUBLIC_URL" "value" .Values.publicUrl) }}
{{- include "canvass.env.plain" (dict "name" "SURVEY_URL" "value" (include "canvass.surveyUrl" .)) }}
{{- include "canvass.env.providers" . }}
{{- include "canvass.env.plain" (dict "name" "TWILIO_MESSAGES_PER_SECOND" "value" .Values.sms.messagesPerSecond) }}
{{- include "canvass.env.plain" (dict "name" "WEBHOOK_ALLOWED_NETWORKS" "value" (join "," .Values.webhooks.allowedNetworks)) }}
{{- include "canvass.env.plain" (dict "name" "WEBHOOK_TIMEOUT_MS" "value" (int .Values.webhooks.timeoutMs)) }}
{{- end -}}
