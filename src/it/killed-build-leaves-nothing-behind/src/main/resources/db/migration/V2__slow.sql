COPY (SELECT pg_backend_pid()) TO '${marker}';
SELECT pg_sleep(${seconds});
