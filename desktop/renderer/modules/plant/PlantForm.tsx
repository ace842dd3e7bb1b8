import { Button, Group, NumberInput, Radio, Select, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { displayName } from '#shared/kernel/code.ts';
import { languages } from '#shared/kernel/language.ts';
import type { PlantFacts } from '#shared/plant/plant.contract.ts';
import { useApi, usePlantSession } from '../../shell/ApiProvider.tsx';
import { fieldRule } from '../../shell/field-rule.ts';
import { useCommand } from '../../shell/use-command.ts';
import { languageNames } from '../../shell/language-names.ts';
import { useSession } from '../../shell/use-session.ts';
import { plantFieldOf, plantFormValues, policyOfForm, type PlantFormValues } from './plant-form-values.ts';
import './plant.css';

/** Edits the plant; every choice of the policy says what it changes. */
export function PlantForm(props: { plant: PlantFacts }) {
  const { t } = useTranslation();
  const { plant } = props;
  const api = useApi();
  const session = usePlantSession();
  const { may } = useSession();
  const readOnly = !may('plant:update');
  const within = (from: number, to: number) => (value: number) =>
    typeof value === 'number' && value >= from && value <= to ? null : t('plant:field.between', { from, to });
  const form = useForm<PlantFormValues>({
    initialValues: plantFormValues(plant),
    validateInputOnBlur: true,
    validate: {
      name: fieldRule(displayName, t),
      minorStopSeconds: within(0, 86_400),
      minimumCoveragePercent: within(0, 100),
      targetOeePercent: within(1, 100),
    },
  });
  const save = useCommand(api.plant.update, { form, fieldOf: plantFieldOf, success: 'plant:saved', onDone: session.plantChanged });
  const submit = (values: PlantFormValues) =>
    save.mutate({ basedOn: plant.version, name: values.name, language: values.language, policy: policyOfForm(values) });
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack gap="lg">
        <section className="panel">
          <Title order={2} size="h5">
            {t('plant:settings.plant')}
          </Title>
          <div className="field-grid">
            <TextInput label={t('plant:field.name')} readOnly={readOnly} {...form.getInputProps('name')} />
            <Select
              label={t('plant:field.language')}
              description={t('plant:field.languageHint')}
              allowDeselect={false}
              disabled={readOnly}
              data={languages.map((code) => ({ value: code, label: languageNames[code] }))}
              {...form.getInputProps('language')}
            />
            <TextInput label={t('plant:field.zone')} description={t('plant:field.zoneFixed')} value={plant.zone} readOnly variant="filled" />
          </div>
        </section>
        <section className="panel">
          <Title order={2} size="h5">
            {t('plant:settings.policy')}
          </Title>
          <p className="panel-text">{t('plant:settings.policyText')}</p>
          <div className="field-grid">
            <NumberInput label={t('plant:field.minorStop')} description={t('plant:field.minorStopHint')} suffix=" s" min={0} max={86_400} allowDecimal={false} disabled={readOnly} {...form.getInputProps('minorStopSeconds')} />
            <NumberInput label={t('plant:field.coverage')} description={t('plant:field.coverageHint')} suffix=" %" min={0} max={100} decimalScale={1} disabled={readOnly} {...form.getInputProps('minimumCoveragePercent')} />
            <NumberInput label={t('plant:field.target')} description={t('plant:field.targetHint')} suffix=" %" min={1} max={100} decimalScale={1} disabled={readOnly} {...form.getInputProps('targetOeePercent')} />
          </div>
          <Radio.Group inputWrapperOrder={['label', 'description', 'input', 'error']} label={t('plant:field.minorStops')} description={t('plant:field.minorStopsHint')} {...form.getInputProps('minorStops')}>
            <Stack gap="xs" mt="xs">
              {(['iso', 'six-big-losses'] as const).map((choice) => (
                <Radio key={choice} value={choice} disabled={readOnly} label={t(`plant:minorStops.${choice}.label`)} description={t(`plant:minorStops.${choice}.text`)} />
              ))}
            </Stack>
          </Radio.Group>
        </section>
        {!readOnly && (
          <Group justify="flex-end" gap="xs">
            <Button variant="default" disabled={!form.isDirty()} onClick={form.reset}>
              {t('shell:undo')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {t('shell:save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
